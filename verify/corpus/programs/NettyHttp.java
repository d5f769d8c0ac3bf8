// needs io.netty:netty-codec-http:4.2.20.Final
// needs io.netty:netty-handler:4.2.20.Final
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AttributeKey;
import io.netty.util.HashedWheelTimer;
import io.netty.util.concurrent.FastThreadLocal;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** A server that answers 200 requests on 20 connections. Planted: 20 sessions whose cleanup holds their channel, which has them as an attribute. */
final class NettyHttp {
    private static final AttributeKey<Session> SESSION = AttributeKey.valueOf("session");
    private static final FastThreadLocal<StringBuilder> BUILDER = new FastThreadLocal<>() {
        @Override
        protected StringBuilder initialValue() {
            return new StringBuilder();
        }
    };

    static final class Session {
        int requests;
    }

    static final class Hello extends SimpleChannelInboundHandler<FullHttpRequest> {
        @Override
        public void channelActive(ChannelHandlerContext context) {
            Channel channel = context.channel();
            Session session = new Session();
            channel.attr(SESSION).set(session);
            Dump.CLEANER.register(session, channel::close);
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
            context.channel().attr(SESSION).get().requests++;
            String text = BUILDER.get().append('x').length() + " hello " + request.uri();
            DefaultFullHttpResponse response = new DefaultFullHttpResponse(
                    HttpVersion.HTTP_1_1,
                    HttpResponseStatus.OK,
                    context.alloc().directBuffer().writeBytes(text.getBytes(StandardCharsets.UTF_8)));
            response.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes());
            context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
        }
    }

    public static void main(String[] args) throws Exception {
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
        Channel server = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline()
                                .addLast(new HttpServerCodec(), new HttpObjectAggregator(65_536), new Hello());
                    }
                })
                .bind("127.0.0.1", 0)
                .sync()
                .channel();
        int port = ((InetSocketAddress) server.localAddress()).getPort();
        for (int i = 0; i < 20; i++) {
            try (HttpClient client = HttpClient.newHttpClient()) {
                for (int k = 0; k < 10; k++) {
                    Dump.get(client, port, "/" + i + "/" + k, "hello /" + i + "/" + k);
                }
            }
        }
        HashedWheelTimer timer = new HashedWheelTimer();
        timer.newTimeout(timeout -> {}, 1, TimeUnit.HOURS);
        Unpooled.wrappedBuffer(PooledByteBufAllocator.DEFAULT.directBuffer(1 << 20)).release();
        while (group.iterator().next().submit(() -> "idle").get().isEmpty()) {
            Thread.onSpinWait();
        }
        TimeUnit.SECONDS.sleep(1); // for the connections' ends to be seen
        Dump.to(args[0], server, group, timer);
    }
}
