import CoreModel
import Glibc
import Reachability

/// Asks the system's resolver, where the user allows it.
enum HostLookup {
    /// The addresses of a host name, each once; none where the resolver knows it not.
    static func addresses(of name: String) -> [IPAddress] {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(name, nil, &hints, &found) == 0 else { return [] }
        defer { freeaddrinfo(found) }
        var addresses: [IPAddress] = []
        var next = found
        while let entry = next?.pointee {
            var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
            if getnameinfo(entry.ai_addr, entry.ai_addrlen, &text, socklen_t(text.count), nil, 0, NI_NUMERICHOST) == 0 {
                let numeric = String(
                    decoding: text.prefix { $0 != 0 && $0 != CChar(UInt8(ascii: "%")) }.map(UInt8.init), as: UTF8.self)
                if let address = try? IPAddress(parsing: numeric), !addresses.contains(address) { addresses.append(address) }
            }
            next = entry.ai_next
        }
        return addresses
    }
}

extension Analyzer {
    /// An analyzer of an inventory; with `asksResolver` it asks the system for the names that it does not know.
    init(_ inventory: Inventory, names: Names, asksResolver: Bool) {
        var lookup: (@Sendable (String) -> [IPAddress])?
        if asksResolver { lookup = { name in HostLookup.addresses(of: name) } }
        self.init(inventory, names: names, lookup: lookup)
    }
}
