import { createContext } from 'svelte';

/** Milliseconds since 1970, as the window was given them. */
export const [getClock, setClock] = createContext<() => number>();
