/// In which order boards are read, so that the host with the most to do is never idle. May import
/// `dev.tandem.jobs.source`.
@NullMarked
package dev.tandem.jobs.order;

import org.jspecify.annotations.NullMarked;
