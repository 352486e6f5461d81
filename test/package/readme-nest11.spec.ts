import { followReadme } from './follow-readme.js';

// A file of its own, which runs at the same time as that of the other version.
followReadme('11', 'CommonJS, Jest');
