// needs org.mockito:mockito-core:5.24.0
// jvm -XX:+EnableDynamicAgentLoading
import java.util.ArrayList;
import java.util.List;
import org.mockito.Mockito;

/** Mocks that are stubbed, called and forgotten. */
final class MockitoMocks {
    static class Service {
        Service self(Service argument) {
            return argument;
        }

        String name() {
            return "real";
        }
    }

    public static void main(String[] args) throws Exception {
        List<Object> kept = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Service mock = Mockito.mock(Service.class);
            Mockito.when(mock.name()).thenReturn("mock " + i);
            if (!mock.name().equals("mock " + i)) {
                throw new AssertionError(mock.name());
            }
            Service calledWithItself = Mockito.mock(Service.class);
            calledWithItself.self(calledWithItself);
            Service spy = Mockito.spy(new Service());
            spy.name();
            kept.add(i % 2 == 0 ? mock : spy);
        }
        Dump.to(args[0], kept);
    }
}
