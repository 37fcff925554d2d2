export const helpPages = ['protected', 'lost', 'roles', 'person'] as const;
export type HelpPage = (typeof helpPages)[number];

export type HelpText = {
  title: string;
  sections: readonly {
    heading: string;
    paragraphs?: readonly string[];
    points?: readonly string[];
  }[];
};
