/// The page that people look at. Everything that it changes goes through the same addresses that programs use; what it
/// shows is read from [dev.tandem.jobs.poll], [dev.tandem.jobs.posting] and [dev.tandem.jobs.source]. Nothing imports
/// this package.
@NullMarked
package dev.tandem.jobs.dashboard;

import org.jspecify.annotations.NullMarked;
