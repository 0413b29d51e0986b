/// Polls that begin by themselves: when the next one is due, and that one comes of it however many processes find it
/// due. May import `dev.tandem.jobs.poll` and what that may import.
@NullMarked
package dev.tandem.jobs.schedule;

import org.jspecify.annotations.NullMarked;
