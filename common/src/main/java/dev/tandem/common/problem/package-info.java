/// One way to refuse: a coded [dev.tandem.common.problem.Problem], written as an RFC 9457 problem document in one
/// place. Imports nothing of ours.
@NullMarked
package dev.tandem.common.problem;

import org.jspecify.annotations.NullMarked;
