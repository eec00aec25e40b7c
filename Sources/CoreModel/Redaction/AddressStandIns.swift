/// Replaces addresses by others so that what lies in what stays as it is.
///
/// Two addresses share as many leading bits after as before: a CIDR stays one, of the same length, and holds the same addresses. Private
/// addresses stay private and public ones public; addresses with a meaning of their own (loopback, link-local, multicast, Amazon's
/// fd00:ec2::/32) stay what they are, and so does the place within its block of what AWS reserves in VPCs and subnets.
///
/// Each bit is turned or not by a keyed hash of the bits before it (Xu, Fan, Ammar, Moon: Prefix-preserving IP address anonymization,
/// 2002).
struct AddressStandIns: Sendable {
    private let key: (UInt64, UInt64)
    /// Prefixes after which the next bit stays.
    private var pinned: Set<IPNetwork> = []

    init(key: (UInt64, UInt64)) {
        self.key = key
        for network in Self.kept + Self.closed {
            for length in 0..<network.prefixLength {
                pinned.insert(IPNetwork(containing: network.address, prefixLength: length))
            }
        }
    }

    /// Keeps the first four addresses and the last one of a block in their places.
    mutating func pin(_ block: IPNetwork) {
        let (range, version) = (block.range, block.version)
        guard range.upperBound - range.lowerBound >= 4 else { return }
        for bits in [range.lowerBound, range.lowerBound + 1, range.lowerBound + 2, range.lowerBound + 3, range.upperBound] {
            for length in block.prefixLength..<version.bitWidth {
                pinned.insert(IPNetwork(containing: IPAddress(version, bits: bits), prefixLength: length))
            }
        }
    }

    func address(_ address: IPAddress) -> IPAddress {
        IPAddress(address.version, bits: turned(address, length: address.version.bitWidth))
    }

    /// The stand-in of a network: as long a prefix.
    func network(_ network: IPNetwork) -> IPNetwork {
        let bits = turned(network.address, length: network.prefixLength)
        return IPNetwork(containing: IPAddress(network.version, bits: bits), prefixLength: network.prefixLength)
    }

    private func turned(_ address: IPAddress, length: Int) -> UInt128 {
        if Self.kept.contains(where: { $0.contains(address) }) { return address.bits }
        let width = address.version.bitWidth
        var bits = address.bits
        for place in 0..<length {
            let prefix = IPNetwork(containing: address, prefixLength: place)
            if pinned.contains(prefix) { continue }
            if isTurned(after: prefix) { bits ^= UInt128(1) << UInt128(width - 1 - place) }
        }
        return bits
    }

    private func isTurned(after prefix: IPNetwork) -> Bool {
        var hash = SipHash(key: key)
        hash.add(UInt64(truncatingIfNeeded: prefix.address.bits >> 64))
        hash.add(UInt64(truncatingIfNeeded: prefix.address.bits))
        hash.add(UInt64(prefix.prefixLength) << 8 | UInt64(prefix.version.rawValue))
        return hash.finish() & 1 == 1
    }

    /// Addresses that mean the same everywhere.
    private static let kept = IPNetwork.known(
        "0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/3", "::/8", "fd00:ec2::/32", "fe80::/10", "ff00::/8")
    /// Ranges that keep what lies in them.
    private static let closed = IPNetwork.known(
        "10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16", "2000::/3", "fc00::/7")
}

/// SipHash-2-4, a keyed hash: who does not have the key cannot tell what it will say.
///
/// Source: Aumasson, Bernstein: SipHash: a fast short-input PRF, 2012.
struct SipHash {
    private var v0: UInt64
    private var v1: UInt64
    private var v2: UInt64
    private var v3: UInt64
    private var length: UInt64 = 0

    init(key: (UInt64, UInt64)) {
        v0 = key.0 ^ 0x736f_6d65_7073_6575
        v1 = key.1 ^ 0x646f_7261_6e64_6f6d
        v2 = key.0 ^ 0x6c79_6765_6e65_7261
        v3 = key.1 ^ 0x7465_6462_7974_6573
    }

    /// Adds eight bytes, the lowest first.
    mutating func add(_ word: UInt64) {
        length += 8
        take(word)
    }

    /// Adds a text, with its length, in words of eight bytes.
    mutating func add(_ text: String) {
        add(UInt64(text.utf8.count))
        var word: UInt64 = 0
        var count = 0
        for byte in text.utf8 {
            word |= UInt64(byte) << UInt64(8 * count)
            count += 1
            if count == 8 {
                add(word)
                (word, count) = (0, 0)
            }
        }
        if count > 0 { add(word) }
    }

    /// The hash of whole words.
    mutating func finish() -> UInt64 {
        take(length << 56)
        v2 ^= 0xFF
        for _ in 0..<4 { round() }
        return v0 ^ v1 ^ v2 ^ v3
    }

    private mutating func take(_ word: UInt64) {
        v3 ^= word
        round()
        round()
        v0 ^= word
    }

    private mutating func round() {
        func turn(_ value: UInt64, _ bits: UInt64) -> UInt64 { value << bits | value >> (64 - bits) }
        v0 = v0 &+ v1
        v1 = turn(v1, 13) ^ v0
        v0 = turn(v0, 32)
        v2 = v2 &+ v3
        v3 = turn(v3, 16) ^ v2
        v0 = v0 &+ v3
        v3 = turn(v3, 21) ^ v0
        v2 = v2 &+ v1
        v1 = turn(v1, 17) ^ v2
        v2 = turn(v2, 32)
    }
}
