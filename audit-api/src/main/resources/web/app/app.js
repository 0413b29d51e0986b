import './audit-form.js';
import './follow.js';
import './again.js';
import './replay.js';
import './batch.js';
