package dev.holdfast.connect.mysql;

import java.sql.SQLException;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;

/** What errors of the server mean. Numbers and states are those that MySQL and MariaDB share. */
final class SqlErrors {
    private static final int LOCK_WAIT_TIMEOUT = 1205;
    private static final int DEADLOCK = 1213;
    private static final int DATABASE_DENIED = 1044;
    private static final int ACCESS_DENIED = 1045;
    private static final int UNKNOWN_DATABASE = 1049;
    private static final int UNKNOWN_COLUMN = 1054;
    private static final int SYNTAX = 1064;
    private static final int TABLE_DENIED = 1142;
    private static final int UNKNOWN_TABLE = 1146;

    private SqlErrors() {}

    /** Whether the server has given up a transaction for others, and it may simply be run again. */
    static boolean isContention(SQLException e) {
        int code = cause(e).getErrorCode();
        return code == LOCK_WAIT_TIMEOUT || code == DEADLOCK;
    }

    /** Whether what was to be written does not fit the table: its data, or a constraint. */
    static boolean isAboutData(SQLException e) {
        String state = cause(e).getSQLState();
        // HY000 is what the server says for, among others, a field without default (1364) and a bad value (1366).
        return state != null
                && !isContention(e)
                && (state.startsWith("22")
                        || state.startsWith("23")
                        || (state.equals("HY000")
                                && switch (cause(e).getErrorCode()) {
                                    case 1364, 1366, 4025 -> true;
                                    default -> false;
                                }));
    }

    /** Why a row was refused, without its contents, which the server's own message has. */
    static DataException refusal(String table, SQLException e) {
        SQLException cause = cause(e);
        return new DataException("Table " + table + " refuses the row: error " + cause.getErrorCode() + ", state "
                + cause.getSQLState());
    }

    /** An exception that fails the task if waiting does not mend its cause, else the same. */
    static SQLException lastingOrSame(SQLException e) {
        switch (cause(e).getErrorCode()) {
            case DATABASE_DENIED,
                    ACCESS_DENIED,
                    UNKNOWN_DATABASE,
                    UNKNOWN_COLUMN,
                    SYNTAX,
                    TABLE_DENIED,
                    UNKNOWN_TABLE -> throw new ConnectException("The database refuses: " + e.getMessage(), e);
            default -> {
                return e;
            }
        }
    }

    /** The driver wraps what fails in a batch. */
    private static SQLException cause(SQLException e) {
        SQLException at = e;
        while (at.getErrorCode() == 0 && at.getCause() instanceof SQLException inner) {
            at = inner;
        }
        return at;
    }
}
