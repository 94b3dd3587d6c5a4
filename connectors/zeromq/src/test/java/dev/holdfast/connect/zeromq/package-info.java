/** The contract with a peer that speaks ZeroMQ with libzmq, and what is special about it. */
@NullMarked
package dev.holdfast.connect.zeromq;

import org.jspecify.annotations.NullMarked;
