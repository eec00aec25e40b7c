import Annotations
import CoreModel
import Reachability
import Text
import Words

/// What was found, in words: "interface eni-1e65, 10.0.11.24", "lets in tcp 5432".
public struct FoundText {
    private let finder: Finder
    private let annotations: Annotations
    private var inventory: Inventory { annotations.inventory }

    /// Words for what a finder finds, by the names of an inventory that has the same things at the same places.
    public init(_ finder: Finder, _ annotations: Annotations) { (self.finder, self.annotations) = (finder, annotations) }

    /// What the thing itself is called: "ECS API SG", "interface eni-1e65", "network ACL isolated (acl-1)".
    public func name(of thing: FoundThing) -> String {
        let names = annotations.names
        let text: String
        switch thing {
        case .group(let group): text = names.name(of: group)
        case .internet: text = "internet"
        case .network(let network): text = "network \(network.short)"
        case .prefixList(let place): text = "prefix list \(names.name(of: .prefixList(place)))"
        case .interface(let index): text = "interface \(inventory[inventory[index].id])"
        case .instance(let place):
            let instance = inventory.instances[place]
            text = "instance \(Self.called(inventory[instance.name], inventory[instance.id]))"
        case .resource(let place):
            let resource = finder.resources[place]
            text = "\(resource.kind.word) \(resource.name)"
        case .vpc(let place):
            let vpc = inventory.vpcs[place]
            text = "VPC \(Self.called(inventory[vpc.name], inventory[vpc.id]))"
        case .subnet(let place):
            let subnet = inventory.subnets[place]
            text = "subnet \(Self.called(inventory[subnet.name], inventory[subnet.id]))"
        case .component(let place):
            let component = finder.components[place]
            text = "\(component.kind.word) \(Self.called(inventory[component.name], inventory[component.id]))"
        case .address(let address): text = "public address \(address), which no interface has"
        case .account(let id): text = "account \(inventory[id])"
        }
        return TerminalText.safe(text)
    }

    /// By what a group was found, for a place beside its name; empty where the name says it.
    ///
    /// `more` is how many other things of the group were found beside this one: "interface eni-1 and 2 more".
    public func reason(_ found: Found, more: Int = 0) -> String {
        let rest = more > 0 ? " and \(more) more" : ""
        guard case .group = found.thing else { return name(of: found.thing) + field(found) + rest }
        switch found.field {
        case .name: return found.rank == .fuzzy ? "called nearly so" : ""
        case .id: return TerminalText.safe(found.text)
        case .tag: return TerminalText.safe("tag \(found.text)")
        case .description: return TerminalText.safe("description \"\(found.text)\"")
        case .rule: return TerminalText.safe("a rule says \"\(found.text)\"")
        case .note: return TerminalText.safe("notes \"\(found.text)\"")
        case .port: return "lets in \((try? PortQuery(parsing: found.text))?.text(.v4) ?? found.text)"
        case .admission: return "lets in \(found.text)" + (found.outcome == .depends ? ", it depends" : "")
        case .address, .delegatedPrefix, .exactName, .network, .within, .holds: return TerminalText.safe(found.text)
        }
    }

    /// What was found, with where it lands: "ECS API SG, interface eni-1e65", "subnet a (subnet-1)", "interface eni-2, which carries no group".
    public func line(_ found: Found, on group: GroupIndex?, more: Int = 0) -> String {
        if let group {
            let reason = reason(found, more: more)
            let name = TerminalText.safe(annotations.names.name(of: group))
            return reason.isEmpty ? name : "\(name), \(reason)"
        }
        if found.field == .holds { return "no interface has it; \(name(of: found.thing)) holds it" }
        let reason = reason(found, more: more)
        if case .interface(let index) = found.thing, inventory[index].groups.isEmpty {
            return "\(reason), which carries no group"
        }
        return reason.isEmpty ? name(of: found.thing) : reason
    }

    /// What else than the name found a thing that is no group.
    private func field(_ found: Found) -> String {
        switch found.field {
        case .address: return found.rank == .exact ? "" : ", \(found.text)"
        case .delegatedPrefix: return " by its prefix \(found.text)"
        case .within:
            if case .interface = found.thing { return ", \(found.text)" }
            return ", \(found.text)"
        case .holds: return " holds it"
        case .description: return TerminalText.safe(", \"\(found.text)\"")
        case .name where found.rank == .fuzzy: return ", called nearly so"
        case .name:
            // An interface's own name says more than its id.
            if case .interface = found.thing { return TerminalText.safe(", \(found.text)") }
            return ""
        case .network:
            if case .network = found.thing { return "" }
            return ", \(found.text)"
        case .id, .tag, .exactName, .port, .admission, .rule, .note: return ""
        }
    }

    private static func called(_ name: String, _ id: String) -> String {
        name.isEmpty || name == id ? id : id.hasPrefix("arn:") ? name : "\(name) (\(id))"
    }
}

extension FoundThing {
    /// The word of a program for what it is.
    public var word: String {
        switch self {
        case .group: "group"
        case .internet: "internet"
        case .network: "network"
        case .prefixList: "prefix_list"
        case .interface: "interface"
        case .instance: "instance"
        case .resource: "resource"
        case .vpc: "vpc"
        case .subnet: "subnet"
        case .component: "component"
        case .address: "address"
        case .account: "account"
        }
    }
}
