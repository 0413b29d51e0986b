/// Reads sitemaps (<https://www.sitemaps.org/protocol.html>) from wherever a user says, as streams: through the guard
/// against private addresses, bounded in files, bytes and time, with an XML reader that looks nothing up. Imports
/// [dev.tandem.common.async] and [dev.tandem.common.egress].
@NullMarked
package dev.tandem.audit.sitemap;

import org.jspecify.annotations.NullMarked;
