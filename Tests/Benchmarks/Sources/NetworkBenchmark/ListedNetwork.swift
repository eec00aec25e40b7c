/// A network as the listings that AWS gives: the same for every run.
protocol ListedNetwork {
    /// The listings without those of the network: groups, interfaces, VPCs and subnets.
    var plain: [(name: String, bytes: [UInt8])] { get }
    /// All listings.
    var documents: [(name: String, bytes: [UInt8])] { get }
}
