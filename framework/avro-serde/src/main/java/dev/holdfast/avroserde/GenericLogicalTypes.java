package dev.holdfast.avroserde;

import java.util.List;
import org.apache.avro.Conversion;
import org.apache.avro.Conversions;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.generic.GenericData;

/** Avro's own conversions of logical types. */
final class GenericLogicalTypes {
    private GenericLogicalTypes() {}

    static void addTo(GenericData data) {
        List<Conversion<?>> all = List.of(
                new Conversions.DecimalConversion(),
                new Conversions.BigDecimalConversion(),
                new Conversions.UUIDConversion(),
                new TimeConversions.DateConversion(),
                new TimeConversions.TimeMillisConversion(),
                new TimeConversions.TimeMicrosConversion(),
                new TimeConversions.TimestampMillisConversion(),
                new TimeConversions.TimestampMicrosConversion(),
                new TimeConversions.TimestampNanosConversion(),
                new TimeConversions.LocalTimestampMillisConversion(),
                new TimeConversions.LocalTimestampMicrosConversion(),
                new TimeConversions.LocalTimestampNanosConversion());
        all.forEach(data::addLogicalTypeConversion);
    }
}
