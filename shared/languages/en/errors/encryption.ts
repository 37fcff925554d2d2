import type { ErrorCode, ErrorText } from '../../../errors/codes.ts';

type EncryptionCode = Extract<ErrorCode, `encryption_${string}`>;

/** What may stand between a person and an encrypted workspace. */
export const encryptionErrors: Record<EncryptionCode, ErrorText> = {
  encryption_locked: {
    sentence: 'The workspace {file} is encrypted.',
    next: 'Unlock it in the window with its passphrase or recovery key. On a terminal: --passphrase-fd N.',
  },
  encryption_absent: {
    sentence: 'The workspace {file} is not encrypted; a passphrase was given for it.',
    next: 'Open it without one, or check that it is the file you mean. The file was not changed.',
  },
  encryption_present: {
    sentence: 'The workspace {file} is encrypted already.',
    next: 'Change its passphrase, or exchange its keys.',
  },
  encryption_passphrase_wrong: {
    sentence: 'This passphrase does not open the workspace.',
    next: 'Check capitals and the keyboard layout and try again, or enter the recovery key. Nothing was changed.',
  },
  encryption_passphrase_short: {
    sentence: 'The passphrase is too short: it takes at least {least} characters.',
    next: 'Take several words nobody would guess.',
  },
  encryption_passphrase_long: {
    sentence: 'The passphrase is too long: it may have {most} characters.',
    next: 'Take a shorter one.',
  },
  encryption_recovery_mistyped: {
    sentence: 'This looks like a recovery key, but a character of it is wrong.',
    next: 'Compare it group by group with what was written down. Nothing was changed.',
  },
  encryption_recovery_wrong: {
    sentence: 'This recovery key is not the one of the workspace {file}.',
    next: 'Each workspace has its own, and exchanging the keys makes a new one. Nothing was changed.',
  },
  encryption_keys_missing: {
    sentence: 'The key file {keys} of the encrypted workspace {file} is not there.',
    next: 'Put it back beside the workspace (backups have a copy), or enter the recovery key. Nothing was changed.',
  },
  encryption_keys_damaged: {
    sentence: 'The key file {keys} cannot be read.',
    next: 'Take the one of a backup, or enter the recovery key. Nothing was changed.',
  },
  encryption_keys_foreign: {
    sentence:
      'The key does not open the workspace {file}: the key file is that of another one or older, or the beginning of the workspace is damaged.',
    next: 'Put the workspace and its own key file side by side, enter the recovery key, or open a backup. Nothing was changed.',
  },
  encryption_header_changed: {
    sentence: 'The beginning of the encrypted workspace {file} is not as Portrait wrote it.',
    next: 'Somebody or something changed it: open a backup. The file was not changed.',
  },
  encryption_busy: {
    sentence: 'Something runs or waits in this workspace: {jobs}.',
    next: 'Wait until it is done, or stop it: what it has by then is kept.',
  },
  encryption_not_typed_back: {
    sentence: 'That is not the recovery key that was shown last.',
    next: 'Compare it group by group with what you wrote down, or begin again for another one. Nothing was changed.',
  },
  encryption_not_here: {
    sentence: 'What this workspace is encrypted with cannot be changed from here.',
    next: 'Open it with npm start and change it in the window, or close it and use npm start -- encrypt FILE.',
  },
  encryption_keychain_absent: {
    sentence: 'This system offers no keychain that Portrait can use.',
    next: 'Go on with the passphrase. Nothing was stored.',
  },
  encryption_keychain_plaintext: {
    sentence: 'The keychain of this system would keep the key readable for every program.',
    next: 'Install and unlock a keyring (GNOME Keyring, KWallet), or go on with the passphrase. Nothing was stored.',
  },
};
