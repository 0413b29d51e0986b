import './scan.js';
import './sources.js';
import './postings.js';
import './filters.js';
