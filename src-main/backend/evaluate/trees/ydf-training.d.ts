// The package has no types of its own.
declare module 'ydf-training' {
  type Columns = Record<string, (number | string)[]>;
  type Model = {
    /** Class names in the order of the scores; empty for numbers. */
    getLabelClasses(): string[];
    /** Row by row: the second class's probability of two, all of more, or the number. */
    predict(examples: Columns): number[];
    unload(): void;
  };
  type Learner = { train(data: Columns): Model };
  const load: (options: {
    print: (line: string) => void;
    printErr: (line: string) => void;
  }) => Promise<{
    GradientBoostedTreesLearner: new (
      label: string,
      task: 'CLASSIFICATION' | 'REGRESSION',
    ) => Learner;
  }>;
  export default load;
}
