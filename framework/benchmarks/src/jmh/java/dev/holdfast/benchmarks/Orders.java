package dev.holdfast.benchmarks;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;

/** The same order as a Java record, as a bean for Avro's reflection, and as a generic record. */
final class Orders {
    private static final int LINES = 3;

    private Orders() {}

    record Line(String article, int count, double price) {}

    record Order(String id, String customer, long placedAt, boolean express, List<Line> lines) {}

    static Order java() {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < LINES; i++) {
            lines.add(new Line("article-" + i, i + 1, 9.95 * i));
        }
        return new Order("order-4711", "customer-0815", 1_700_000_000_000L, true, lines);
    }

    static GenericData.Record generic(Schema schema) {
        Order order = java();
        Schema line = schema.getField("lines").schema().getElementType();
        List<GenericData.Record> lines = new ArrayList<>();
        for (Line each : order.lines()) {
            GenericData.Record record = new GenericData.Record(line);
            record.put("article", each.article());
            record.put("count", each.count());
            record.put("price", each.price());
            lines.add(record);
        }
        GenericData.Record record = new GenericData.Record(schema);
        record.put("id", order.id());
        record.put("customer", order.customer());
        record.put("placedAt", order.placedAt());
        record.put("express", order.express());
        record.put("lines", lines);
        return record;
    }

    static OrderBean bean() {
        Order order = java();
        OrderBean bean = new OrderBean();
        bean.id = order.id();
        bean.customer = order.customer();
        bean.placedAt = order.placedAt();
        bean.express = order.express();
        for (Line each : order.lines()) {
            LineBean line = new LineBean();
            line.article = each.article();
            line.count = each.count();
            line.price = each.price();
            bean.lines.add(line);
        }
        return bean;
    }

    /** Fields in the order of the record's. */
    static final class OrderBean {
        String id = "";
        String customer = "";
        long placedAt;
        boolean express;
        List<LineBean> lines = new ArrayList<>();
    }

    static final class LineBean {
        String article = "";
        int count;
        double price;
    }
}
