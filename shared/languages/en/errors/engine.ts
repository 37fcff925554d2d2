import type { ErrorCode, ErrorText } from '../../../errors/codes.ts';

/** Sentences about the processes Portrait is made of. */
export const engineErrors = {
  port_taken: {
    sentence: 'Port {port} cannot be used: another program has it.',
    next: 'Choose another with --port, or leave it out for any free one.',
  },
  page_missing: {
    sentence: 'The page was not built: there is no index.html in {folder}.',
    next: 'Run npm run build, then start again.',
  },
  backend_crashed: {
    sentence: 'Portrait was closed or stopped while this run was going on.',
    next: 'Everything up to the last checkpoint is kept. Run it again: it goes on from there.',
  },
  engine_unavailable: {
    sentence: 'The engine cannot start: {detail}',
    next: 'Run npm start again to repair the set-up.',
  },
  engine_crashed: {
    sentence: 'The engine stopped unexpectedly ({detail}).',
    next: 'Everything up to the last checkpoint is kept. Resume the run.',
  },
  engine_stalled: {
    sentence: 'The engine did not answer for {seconds} s and was stopped.',
    next: 'Everything up to the last checkpoint is kept. Resume the run.',
  },
  engine_keeps_crashing: {
    sentence: 'The engine stopped {times} times in a row ({detail}).',
    next: 'Portrait waits {seconds} s before it starts it again. Try a smaller batch or model.',
  },
  engine_out_of_memory: {
    sentence: 'The engine ran out of {device} memory.',
    next: 'Use a smaller batch or model, or go on with the CPU.',
  },
  engine_device_lost: {
    sentence: 'The graphics device was lost: {detail}',
    next: 'Go on with the CPU, or try again.',
  },
  engine_device_missing: {
    sentence: 'No usable {device} was found: {detail}',
    next: 'Choose device “auto” or “cpu”.',
  },
  engine_capture_random: {
    sentence: 'The operation {op} would freeze a random number into the captured step.',
    next: 'Draw random numbers inside the graph from the step seed.',
  },
  engine_capture_read: {
    sentence: 'A value was read back while a step was being captured ({op}).',
    next: 'Read values after the step, not inside it.',
  },
  engine_capture_shape: {
    sentence: 'The captured step got shape {found} for {name}, expected {expected}.',
    next: 'Capture it again for this shape.',
  },
} satisfies Partial<Record<ErrorCode, ErrorText>>;
