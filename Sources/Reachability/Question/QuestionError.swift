import CoreModel

/// Why a question cannot be asked: wrong usage, never an answer.
public enum QuestionError: Error, Hashable, Sendable {
    /// The PORT is none.
    case badPort(String, PortFault)
    /// The one-string form lacks a part.
    case badQuestion(String)
    /// An end is empty.
    case emptyEnd
    /// Nothing is called so; what is close.
    case unknownEnd(String, close: [String])
    /// What is called so is gone with the changes that are tried.
    case goneEnd(String)
    /// Several things are called so.
    case ambiguousEnd(String, candidates: [EndCandidate])
    /// The resolver knows several addresses of a host name, and they are not one thing of the input.
    case ambiguousHost(String, addresses: [IPAddress])
    /// An end looks like an address or a CIDR and is none.
    case badAddress(AddressError)
    /// `icmp` was asked between IPv6 ends.
    case icmpOverIPv6
    /// A port that the client is to open the connection from was named, and what is asked has no ports.
    case clientPortWithoutPorts(Int, String)
    /// Both ends are one and the same interface.
    case sameInterface(String)
}

/// One of the things that a text may mean.
public struct EndCandidate: Hashable, Sendable {
    /// What it is called.
    public var name: String
    /// The id that sets it apart from others of its name; nil where the name is enough.
    public var id: String?
    /// What it is.
    public var end: End

    /// What is called so.
    public init(_ name: String, id: String? = nil, end: End) {
        self.name = name
        self.id = id
        self.end = end
    }
}

/// Why a text is no PORT.
public enum PortFault: Hashable, Sendable {
    /// There is none.
    case empty
    /// It says `proto`, and no number of a protocol after it.
    case noProtocolNumber
    /// It has too many slashes.
    case slashes
    /// Something that has no ports is named behind them.
    case noTransport(String)
    /// It is neither a port nor an ICMP type and code.
    case noSelector
    /// A part of it is neither a port nor a service that is known by name; the service that is called nearly so, where one is.
    case noPort(String, close: String?)
    /// It names services of tcp and of udp.
    case mixed
    /// The numbers make no range.
    case badRange(TrafficError)
}
