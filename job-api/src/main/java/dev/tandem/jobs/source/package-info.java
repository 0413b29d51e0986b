/// The boards that a person wants polled, and what is known of their health. May import `dev.tandem.common` only.
@NullMarked
package dev.tandem.jobs.source;

import org.jspecify.annotations.NullMarked;
