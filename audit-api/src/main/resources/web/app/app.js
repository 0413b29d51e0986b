import './audit-form.js';
import './follow.js';
import './again.js';
