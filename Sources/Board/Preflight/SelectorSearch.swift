import CoreModel
import Reachability

/// Finds what the selectors of assertions mean in an inventory, and makes pins of the assertions.
public struct SelectorSearch: Sendable {
    private let inventory: Inventory
    private let names: Names

    /// Looks in an inventory, whose things are called by some names.
    public init(_ inventory: Inventory, _ names: Names) {
        self.inventory = inventory
        self.names = names
    }

    /// A selector that does not find one thing.
    public struct Fault: Hashable, Sendable {
        /// What the file calls the assertion.
        public let id: String
        /// Whether the selector is of its source; else of its destination.
        public let isSource: Bool
        /// The selector, as the file has it.
        public let selector: Assertions.Selector
        /// Why it finds nothing, or more than one thing.
        public let reason: Reason
    }

    /// Why a selector finds not one thing.
    public enum Reason: Hashable, Sendable {
        /// Nothing in the input fits.
        case none
        /// Several fit: their ids and names.
        case several([String])
        /// It names nothing that is looked for: neither an instance nor an interface.
        case otherKind
        /// It is in another region or account than the assertions.
        case elsewhere(String)
        /// Of tags the inputs keep `Name` alone.
        case otherTags([String])
    }

    /// The assertions as a board that takes no lines; where a selector finds none or several there is none, and all such are told.
    public func board(of assertions: Assertions) -> Result<Board, Faults> {
        var board = Board()
        board.file = assertions.file
        board.sealed = .assertions
        var faults: [Fault] = []
        for assertion in assertions.all {
            func end(_ selector: Assertions.Selector, isSource: Bool) -> String? {
                switch found(selector, assertions) {
                case .success(let end): return end
                case .failure(let miss):
                    faults.append(Fault(id: assertion.id, isSource: isSource, selector: selector, reason: miss.reason))
                    return nil
                }
            }
            let source = end(assertion.source, isSource: true)
            let destination = end(assertion.destination, isSource: false)
            guard let source, let destination else { continue }
            var pin = Pin(
                ask: "\(source) -> \(destination):\(assertion.port)",
                meant: .verdict(assertion.isAllowed ? .allowed : .blocked), line: assertion.line)
            pin.id = assertion.id
            board.take(pin)
        }
        return faults.isEmpty ? .success(board) : .failure(Faults(all: faults))
    }

    /// All selectors that do not find one thing.
    public struct Faults: Error, Hashable {
        /// Each of them, in the order of the file.
        public let all: [Fault]
    }

    private struct Miss: Error {
        var reason: Reason
    }

    /// The id that a selector finds.
    private func found(_ selector: Assertions.Selector, _ assertions: Assertions) -> Result<String, Miss> {
        let account = assertions.accountNumbers[selector.account]
        switch selector.by {
        case .id(let id): return one(byID: id, account: account)
        case .arn(let arn):
            let parts = arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 6, parts[0] == "arn", parts[2] == "ec2" else { return .failure(Miss(reason: .otherKind)) }
            if parts[3] != assertions.region { return .failure(Miss(reason: .elsewhere("region \(parts[3])"))) }
            if let account, parts[4] != account { return .failure(Miss(reason: .elsewhere("account \(parts[4])"))) }
            let resource = parts[5].split(separator: "/", maxSplits: 1).map(String.init)
            guard resource.count == 2, ["instance", "network-interface"].contains(resource[0]) else {
                return .failure(Miss(reason: .otherKind))
            }
            return one(byID: resource[1], account: parts[4])
        case .tags(let tags):
            let others = tags.map(\.key).filter { $0 != "Name" }
            guard let name = tags.first(where: { $0.key == "Name" })?.value, others.isEmpty else {
                return .failure(Miss(reason: .otherTags(others)))
            }
            return one(byName: name, account: account)
        }
    }

    private func one(byID id: String, account: String?) -> Result<String, Miss> {
        guard id.hasPrefix("i-") || id.hasPrefix("eni-") else { return .failure(Miss(reason: .otherKind)) }
        let own = inventory.interfaces.filter { inventory[id.hasPrefix("i-") ? $0.instance : $0.id] == id && isOf($0, account) }
        return own.isEmpty ? .failure(Miss(reason: .none)) : .success(id)
    }

    /// Instances and interfaces alike, as aws-network-preflight counts them: an instance and its interface of one name are two.
    private func one(byName name: String, account: String?) -> Result<String, Miss> {
        let interfaces = inventory.interfaces.indices.filter { place in
            inventory[inventory.interfaces[place].name] == name && isOf(inventory.interfaces[place], account)
        }
        let instances = inventory.instances.filter { instance in
            inventory[instance.name] == name && inventory.interfaces.contains { $0.instance == instance.id && isOf($0, account) }
        }
        let found =
            interfaces.map { (id: inventory[inventory.interfaces[$0].id], name: names.name(of: InterfaceIndex($0))) }
            + instances.map { (id: inventory[$0.id], name: name) }
        guard let first = found.first else { return .failure(Miss(reason: .none)) }
        if found.count == 1 { return .success(first.id) }
        return .failure(Miss(reason: .several(found.map { $0.id == $0.name ? $0.id : "\($0.id) (\($0.name))" })))
    }

    private func isOf(_ interface: NetworkInterface, _ account: String?) -> Bool {
        account == nil || interface.owner.isNone || inventory[interface.owner] == account
    }
}
