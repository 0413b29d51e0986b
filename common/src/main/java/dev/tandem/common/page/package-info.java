/// Cursor paging: lists as `{items, next}`. Imports [dev.tandem.common.problem].
@NullMarked
package dev.tandem.common.page;

import org.jspecify.annotations.NullMarked;
