// needs org.apache.kafka:kafka-clients:4.1.2
// needs org.slf4j:slf4j-nop:2.0.17
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Clients of a broker that is not there, and a mock of one. Planted: 10 records that their own callbacks hold, beside weak references. */
final class KafkaClients {
    private static final List<Pending> PENDING = new ArrayList<>();

    record Pending(WeakReference<ProducerRecord<String, String>> of, Callback callback) {}

    public static void main(String[] args) throws Exception {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", "127.0.0.1:1", "max.block.ms", "500", "group.id", "corpus", "reconnect.backoff.ms", "1000");
        KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
        producer.send(new ProducerRecord<>("topic", "key", "value"));
        KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
        consumer.subscribe(List.of("topic"));
        consumer.poll(Duration.ofMillis(500));
        Admin admin = Admin.create(settings);
        MockProducer<String, String> mock = new MockProducer<>(true, null, new StringSerializer(), new StringSerializer());
        for (int i = 0; i < 10; i++) {
            ProducerRecord<String, String> record = new ProducerRecord<>("topic", "key " + i, "value");
            Callback callback = (metadata, failure) -> record.headers();
            PENDING.add(new Pending(new WeakReference<>(record), callback));
            mock.send(record, callback).get();
        }
        mock.clear();
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer()).close(Duration.ofMillis(100));
        Dump.to(args[0], producer, consumer, admin, mock);
    }
}
