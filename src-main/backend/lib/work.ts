/**
 * What goes to and fro between the two ends of a task, which are built together: nothing is checked on the way. `task`
 * is handed over at the start, `message` comes back.
 */
export type Work<Task = unknown, Message = unknown> = { task: Task; message: Message };
