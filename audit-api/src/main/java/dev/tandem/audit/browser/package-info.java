/// Browsers and what is done with them: slots that each own one browser, a pool of slots, loading a page, and saying in
/// a sentence why it could not be loaded. Imports [dev.tandem.audit.egress] and [dev.tandem.audit.scan].
@NullMarked
package dev.tandem.audit.browser;

import org.jspecify.annotations.NullMarked;
