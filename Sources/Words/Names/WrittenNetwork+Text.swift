import CoreModel

extension WrittenNetwork {
    /// The network that was meant, as it is written: a single address without its length.
    private var meant: String {
        network.prefixLength == network.version.bitWidth && !written.contains("/") ? "\(network.address)" : "\(network)"
    }

    /// What to tell who asked with this text; nil where it says what it means.
    public var remark: String? {
        switch changes {
        case []: nil
        case [.hostBits]: "\(written) has host bits set: the network \(meant) was asked about"
        case [.mapped]: "\(written) is the \(network.version.name) \(written.contains("/") ? "network" : "address") \(meant)"
        default: "\(written) is the \(network.version.name) network \(meant), its host bits left out"
        }
    }
}
