import { z } from 'zod';

// The content security policy allows no eval; zod would try it, and be reported, when the first schema is made.
z.config({ jitless: true });
