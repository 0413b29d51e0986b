/// What a board lists, whatever provider it is at: a listing, its postings, and what their fields mean. Imports nothing
/// of ours.
@NullMarked
package dev.tandem.jobs.listing;

import org.jspecify.annotations.NullMarked;
