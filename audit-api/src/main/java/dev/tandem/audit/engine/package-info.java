/// What looks at a page in the browser: axe-core, AccessLint and our own checks, injected by us into a world of their
/// own, and one list of findings made of what they say. Imports [dev.tandem.audit.browser], [dev.tandem.audit.issue]
/// and [dev.tandem.audit.scan].
@NullMarked
package dev.tandem.audit.engine;

import org.jspecify.annotations.NullMarked;
