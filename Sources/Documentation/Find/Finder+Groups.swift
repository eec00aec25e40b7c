import CoreModel
import Reachability

extension Finder {
    /// A group that a list shows, with why.
    public struct Listed: Hashable, Sendable {
        /// The group.
        public var group: GroupIndex
        /// By what it was found; nil where everything is listed.
        public var found: Found?
        /// How many things of its own were found beside the first.
        public var more = 0
        /// Whether it is let in for certain, where that was asked.
        public var outcome: Outcome?
    }

    /// The groups that a text finds: those found themselves, those that what was found carries, then those that let it in where it is an
    /// end; all by title for a blank text.
    public func listed(_ text: String) -> [Listed] {
        if text.allSatisfy(\.isWhitespace) { return groups.map { Listed(group: $0) } }
        let found = found(text)
        var listed = listed(of: found)
        let known = Set(listed.map(\.group))
        guard !found.contains(where: { $0.field == .admission }) else { return listed }
        // Who lets an end in is asked by its address, or by "from".
        listed += admissions(text).compactMap { one -> Listed? in
            guard case .group(let group) = one.thing, !known.contains(group) else { return nil }
            return Listed(group: group, found: one, outcome: one.outcome)
        }
        return listed
    }

    /// The groups of what was found, each once by the best of it.
    public func listed(of found: [Found]) -> [Listed] {
        let isLoaded = Set(groups)
        var listed: [Listed] = []
        var places: [GroupIndex: Int] = [:]
        for one in found where isTold(one) {
            for group in groups(of: one.thing) where isLoaded.contains(group) {
                if let place = places[group] {
                    // What is said of the group itself, or of all that is in something, is not one of several things that it carries.
                    guard listed[place].found?.thing.isCarrier == true else { continue }
                    listed[place].more += 1
                } else {
                    places[group] = listed.count
                    listed.append(Listed(group: group, found: one, outcome: one.outcome))
                }
            }
        }
        return listed
    }

    /// Whether the groups of what was found are meant, too: of a VPC, a subnet, a table or an account only where it was named, of a gateway
    /// never.
    public func isTold(_ found: Found) -> Bool {
        if case .component(let place) = found.thing {
            switch components[place].kind {
            case .routeTable, .networkACL, .endpoint, .loadBalancer: break
            default: return false
            }
        }
        return !found.thing.isContainer || found.rank <= .prefix
    }

    /// The groups that carry something, that it carries, or that are in it: of a network and a prefix list those whose rules name it.
    public func groups(of thing: FoundThing) -> [GroupIndex] {
        let index = index
        func carried(by interfaces: [InterfaceIndex]) -> [GroupIndex] { interfaces.flatMap { inventory[$0].groups }.distinct() }
        switch thing {
        case .group(let group): return [group]
        case .internet, .address: return []
        case .network(let network): return index.groupsNaming[.network(network)] ?? []
        case .prefixList(let place): return index.groupsNaming[.prefixList(place)] ?? []
        case .interface(let interface): return inventory[interface].groups
        case .instance(let place): return carried(by: index.interfacesOfInstance[inventory.instances[place].id] ?? [])
        case .resource(let place): return carried(by: index.resources[place].interfaces)
        case .vpc(let place): return index.groupsOfVpc[inventory.vpcs[place].id] ?? []
        case .subnet(let place): return carried(by: index.interfacesOfSubnet[inventory.subnets[place].id] ?? [])
        case .account(let id): return index.groupsOfAccount[id] ?? []
        case .component(let place):
            let component = index.components[place]
            let own = carried(by: component.interfaces.compactMap { index.interfacesByID[$0] })
            if !own.isEmpty { return own }
            let subnets = subnets(of: component)
            if !subnets.isEmpty { return carried(by: subnets.flatMap { index.interfacesOfSubnet[$0] ?? [] }) }
            return component.vpcs.flatMap { index.groupsOfVpc[$0] ?? [] }.distinct()
        }
    }

    /// The subnets that a part of the network stands in, or, of a table and an ACL, that use it.
    public func subnets(of component: FoundComponent) -> [TextID] {
        let own = inventory.subnets.filter { component.vpcs.contains($0.vpc) }.map(\.id)
        switch component.kind {
        case .routeTable:
            return own.filter { id in
                analyzer.routeTable(ofSubnet: id).map { inventory.topology[$0].id == component.id }
                    ?? component.subnets.contains(id)
            }
        case .networkACL:
            return own.filter { id in
                analyzer.networkACL(ofSubnet: id).map { inventory.topology[$0].id == component.id }
                    ?? component.subnets.contains(id)
            }
        default: return component.subnets
        }
    }
}
