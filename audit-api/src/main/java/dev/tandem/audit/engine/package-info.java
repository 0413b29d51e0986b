/// What looks at a page and says what is wrong with it. Lighthouse runs in Node processes of its own, beside the
/// browsers that scans use. May import what everything may: egress, issue, scan, project and common; never scan runs or
/// web pages.
@NullMarked
package dev.tandem.audit.engine;

import org.jspecify.annotations.NullMarked;
