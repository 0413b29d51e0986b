import './scan.js';
import './sources.js';
import './postings.js';
import './import.js';
import './schedule.js';
import './filters.js';
