/// Five of the six fetchers, one provider each. May import `dev.tandem.jobs.fetch` and what lies below it.
@NullMarked
package dev.tandem.jobs.provider;

import org.jspecify.annotations.NullMarked;
