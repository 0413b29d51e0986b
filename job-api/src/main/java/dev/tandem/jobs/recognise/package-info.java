/// Finding out about boards before they are polled: which one is behind a careers page, and whose it is. May import
/// `dev.tandem.jobs.client`, `dev.tandem.jobs.listing` and `dev.tandem.jobs.source`.
@NullMarked
package dev.tandem.jobs.recognise;

import org.jspecify.annotations.NullMarked;
