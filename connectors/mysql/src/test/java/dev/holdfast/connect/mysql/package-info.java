/** The contract on a real MariaDB server, and what is special about outbox and tables. */
@NullMarked
package dev.holdfast.connect.mysql;

import org.jspecify.annotations.NullMarked;
