/// Many scans that are asked for together: a list of pages or a sitemap, read as a stream into the database, where
/// nothing of it runs before all of it is there. Imports [dev.tandem.audit.scan], [dev.tandem.audit.sitemap],
/// [dev.tandem.audit.project] and [dev.tandem.common.async].
@NullMarked
package dev.tandem.audit.batch;

import org.jspecify.annotations.NullMarked;
