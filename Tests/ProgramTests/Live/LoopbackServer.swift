import Foundation
import Testing

/// A server on loopback that answers everybody the same, or never.
final class LoopbackServer: Sendable {
    let port: UInt16
    private let listener: Int32

    var url: String { "http://127.0.0.1:\(port)" }

    /// Listens; without an answer connections are taken and left alone.
    init(answer: String?) throws {
        (listener, port) = try Self.listen()
        let (listener, bytes) = (self.listener, answer.map { Array($0.utf8) })
        Thread.detachNewThread {
            while true {
                let connection = accept(listener, nil, nil)
                if connection < 0 { return }
                guard let bytes else { continue }
                Thread.detachNewThread {
                    var request = [UInt8](repeating: 0, count: 65_536)
                    _ = recv(connection, &request, request.count, 0)
                    _ = send(connection, bytes, bytes.count, Int32(MSG_NOSIGNAL))
                    shutdown(connection, Int32(SHUT_WR))
                    while recv(connection, &request, request.count, 0) > 0 {}
                    close(connection)
                }
            }
        }
    }

    deinit {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    /// A whole HTTP answer.
    static func http(_ status: String, _ body: String) -> String {
        "HTTP/1.1 \(status)\r\nContent-Type: text/xml\r\nContent-Length: \(body.utf8.count)\r\nConnection: close\r\n\r\n\(body)"
    }

    /// A port that nobody listens on.
    static func freePort() throws -> UInt16 {
        let (descriptor, port) = try listen()
        close(descriptor)
        return port
    }

    /// Whether somebody takes connections there.
    static func answers(_ port: UInt16) -> Bool {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        return with(port) { connect(descriptor, $0, $1) } == 0
    }

    private static func listen() throws -> (Int32, UInt16) {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        try #require(descriptor >= 0)
        try #require(with(0) { bind(descriptor, $0, $1) } == 0)
        try #require(Glibc.listen(descriptor, 64) == 0)
        var address = sockaddr_in()
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let named = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &length) }
        }
        try #require(named == 0)
        return (descriptor, UInt16(bigEndian: address.sin_port))
    }

    private static func with(_ port: UInt16, _ use: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return withUnsafePointer(to: address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { use($0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
        }
    }
}
