/// The job service's entry. Every feature has a package of its own below this one; nothing imports this package.
@NullMarked
package dev.tandem.jobs;

import org.jspecify.annotations.NullMarked;
