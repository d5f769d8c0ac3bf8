// needs org.hibernate.orm:hibernate-core:7.4.15.Final
// needs com.h2database:h2:2.4.240
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;

/** Stores and loads a thousand books. Planted: 100 views of books, in a weak map by the book that each of them shows. */
public final class HibernateBooks {
    private static final Map<Book, View> VIEWS = new WeakHashMap<>();

    @Entity(name = "Book")
    public static class Book {
        @Id
        @GeneratedValue
        Long id;

        String title;

        @ManyToOne
        Author author;
    }

    @Entity(name = "Author")
    public static class Author {
        @Id
        @GeneratedValue
        Long id;

        String name;
    }

    record View(Book book, String text) {}

    public static void main(String[] args) throws Exception {
        SessionFactory factory = new Configuration()
                .addAnnotatedClass(Book.class)
                .addAnnotatedClass(Author.class)
                .setProperty("hibernate.connection.url", "jdbc:h2:mem:books;DB_CLOSE_DELAY=-1")
                .setProperty("hibernate.hbm2ddl.auto", "create")
                .buildSessionFactory();
        factory.inTransaction(session -> {
            Author author = new Author();
            author.name = "somebody";
            session.persist(author);
            for (int i = 0; i < 1000; i++) {
                Book book = new Book();
                book.title = "book " + i;
                book.author = author;
                session.persist(book);
            }
        });
        for (int i = 0; i < 10; i++) {
            factory.inTransaction(session -> {
                List<Book> books = session.createQuery("from Book where title like 'book 1%'", Book.class).list();
                books.forEach(book -> book.title += "!");
            });
        }
        factory.inTransaction(session -> session.createQuery("from Book", Book.class).setMaxResults(100).list()
                .forEach(book -> VIEWS.put(book, new View(book, book.title))));
        Dump.to(args[0], factory);
    }
}
