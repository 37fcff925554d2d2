export { JobQueue, type Job } from './job-queue.ts';
