/** What whoever comes without the secret reads of it: nothing of what is behind. */
export const denied = {
  open: 'Open Portrait with the address printed where it was started. Each address works once.',
};
export type DeniedTexts = typeof denied;
