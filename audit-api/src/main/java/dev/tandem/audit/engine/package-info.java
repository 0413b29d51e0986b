/// What looks at a page in the browser: axe-core, injected by us into a world of its own. Imports
/// [dev.tandem.audit.browser], [dev.tandem.audit.issue] and [dev.tandem.audit.scan].
@NullMarked
package dev.tandem.audit.engine;

import org.jspecify.annotations.NullMarked;
