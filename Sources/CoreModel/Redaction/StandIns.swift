/// What stands for ids, accounts, addresses, names and descriptions in what is shared with others.
///
/// The same inventory always gives the same stand-ins: texts of a kind are numbered in their order, addresses are turned by a key that is
/// made of all ids. Texts that are learned later get further numbers.
public struct StandIns: Sendable {
    /// What a text is; of a text that is several things the first counts.
    ///
    /// What carries packets (`network`) plays no part in how addresses are turned: with it and without it they are the same.
    public enum Kind: String, Sendable, CaseIterable {
        case id, account, group, vpc, subnet, host, service, list, tag, unknown, words, network
        /// Who called AWS.
        case caller

        /// What its stand-ins begin with.
        fileprivate var word: String {
            switch self {
            case .id, .network: "resource"
            case .account: ""
            case .words: "text "
            case .group, .vpc, .subnet, .host, .service, .list, .tag, .unknown, .caller: rawValue
            }
        }
    }

    private var waiting: [Kind: Set<String>] = [:]
    private var standIns: [String: String] = [:]
    private var byLowercase: [String: String] = [:]
    private var counts: [String: Int] = [:]
    private var addresses: AddressStandIns?
    private var blocks: Set<IPNetwork> = []

    /// Stand-ins of nothing yet.
    public init() {}

    // MARK: Learning

    /// Keeps a text that will need a stand-in.
    public mutating func learn(_ text: String, _ kind: Kind) {
        if !text.isEmpty, text != "default", standIns[text] == nil { waiting[kind, default: []].insert(text) }
    }

    mutating func learn(_ block: IPNetwork) { blocks.insert(block) }

    /// Numbers everything that was learned.
    public mutating func assign() {
        if addresses == nil {
            let ids = (waiting[.id] ?? []).union(waiting[.account] ?? []).sorted()
            func half(_ number: UInt64) -> UInt64 {
                var hash = SipHash(key: (number, 0))
                for id in ids { hash.add(id) }
                return hash.finish()
            }
            var all = AddressStandIns(key: (half(1), half(2)))
            for block in blocks { all.pin(block) }
            addresses = all
        }
        blocks = []
        for kind in Kind.allCases {
            let texts = (waiting[kind] ?? []).filter { standIns[$0] == nil }.sorted()
            let byWord = Dictionary(grouping: texts) { Self.word(kind, $0) }
            for word in byWord.keys.sorted() { number(byWord[word] ?? [], kind, word) }
        }
        waiting = [:]
    }

    private mutating func number(_ texts: [String], _ kind: Kind, _ word: String) {
        let first = counts[word] ?? 0
        let width = kind == .account ? 12 : String(first + texts.count).utf8.count
        for (place, text) in texts.enumerated() {
            let digits = String(first + place + 1)
            let standIn = word + String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
            standIns[text] = standIn
            byLowercase[text.lowercased()] = byLowercase[text.lowercased()] ?? standIn
        }
        counts[word] = first + texts.count
    }

    /// The beginning of a text's stand-in: that of an id of AWS stays.
    private static func word(_ kind: Kind, _ text: String) -> String {
        guard kind == .id || kind == .network else { return kind.word }
        let known = [
            "sg-", "sgr-", "eni-", "i-", "pl-", "vpc-", "subnet-", "pcx-", "rtb-", "acl-", "igw-", "eigw-", "nat-", "tgw-attach-",
            "tgw-rtb-", "tgw-", "vgw-", "vpn-concentrator-", "vpn-", "cgw-", "core-network-", "vpce-svc-", "vpce-", "lgw-",
            "cagw-", "eipalloc-", "vpcbpa-exclude-",
        ]
        return known.first { text.hasPrefix($0) } ?? kind.word
    }

    // MARK: Replacing

    /// The stand-in of a text; what was never learned is hidden altogether.
    ///
    /// An ARN of a load balancer, or of what belongs to one, keeps its shape: what it is of stands in it.
    public func text(_ text: String) -> String {
        if text.isEmpty || text == "default" { return text }
        return known(text) ?? BalancerArn(text)?.replacing(self.text) ?? "hidden"
    }

    /// The stand-in of a text that was learned, in whatever case; nil for another.
    public func known(_ text: String) -> String? { standIns[text] ?? byLowercase[text.lowercased()] }

    func address(_ address: IPAddress) -> IPAddress { addresses?.address(address) ?? address }

    /// The stand-in of a network.
    public func network(_ network: IPNetwork) -> IPNetwork { addresses?.network(network) ?? network }
}
