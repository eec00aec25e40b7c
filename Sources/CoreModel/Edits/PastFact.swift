/// What an earlier state of an inventory was, where no ``Edit`` says it: what is known of it, and what nothing tells.
///
/// What is open is never guessed: what rests on it depends.
public enum PastFact: Hashable, Sendable {
    /// A rule that is there has this id.
    case ruleID(String, of: EditedRule)
    /// A group had rules of a direction that nothing tells.
    case openRules(group: String, Direction)
    /// An ACL had an entry of this number, of which nothing else is told.
    case openEntry(acl: String, Direction, number: Int)
    /// An ACL had entries that nothing tells.
    case openEntries(acl: String)
    /// A table had a route to a destination, or none, with a target that nothing tells.
    case openRoute(table: String, EditedRoute.Destination)
    /// A table had routes that nothing tells.
    case openRoutes(table: String)
    /// An interface carried these groups; nil where nothing tells which.
    case carried(interface: String, [String]?)
    /// A prefix list had these entries; nil where nothing tells which.
    case entries(prefixList: String, [IPNetwork]?)
    /// A subnet used an ACL by name.
    case aclUse(subnet: String, acl: String)
    /// A subnet used a route table by name; nil where it used its VPC's main table.
    case tableUse(subnet: String, table: String?)
    /// The subnets that use an ACL by name may have used another.
    case openACLUse(acl: String)
    /// The subnets that use a route table by name may have used another.
    case openTableUse(table: String)
    /// There were interfaces that nothing tells.
    case openInterfaces
    /// An internet gateway or a virtual private gateway was attached to a VPC.
    case attached(gateway: String, vpc: String)
    /// It was not attached to a VPC.
    case detached(gateway: String, vpc: String)
    /// There was an egress-only internet gateway or a NAT gateway of which nothing but its id is told.
    case openGateway(String)
    /// There were subnets that nothing tells.
    case openSubnets
}

extension Inventory {
    /// The inventory as of an earlier time, ISO 8601 in UTC, with what is known of it beside edits.
    ///
    /// Facts about what is not in the inventory change nothing. Complexity: each fact is linear in what it is about.
    public func past(asOf time: String, _ facts: [PastFact]) -> Inventory {
        var result = self
        result.provenance.asOf = time
        result.provenance.filesOf = nil
        result.provenance.isPast = true
        for fact in facts { result.take(fact) }
        return result
    }

    private mutating func take(_ fact: PastFact) {
        switch fact {
        case .ruleID(let id, let rule): name(rule, id)
        case .openRules(let id, let direction):
            guard let group = group(id: id), self[group].knowledge(direction) == .complete else { return }
            if direction == .ingress {
                groups[Int(group.number)].ingressKnowledge = .partial
            } else {
                groups[Int(group.number)].egressKnowledge = .partial
            }
        case .openEntry(let id, let direction, let number):
            guard let place = place(id, in: \.networkACLs, \.id) else { return }
            topology.networkACLs[place].entries.removeAll { $0.direction == direction && $0.number == number }
            topology.networkACLs[place].insert(NetworkACLEntry(number: number, direction, nil, nil, nil))
        case .openEntries(let id):
            guard let place = place(id, in: \.networkACLs, \.id) else { return }
            let lack = ListKnowledge.partial(.element)
            topology.networkACLs[place].entryKnowledge = [lack, lack]
        case .openRoute(let id, let destination): openRoute(id, destination)
        case .openRoutes(let id):
            guard let place = place(id, in: \.routeTables, \.id) else { return }
            topology.routeTables[place].routeKnowledge = .partial(.element)
        case .carried(let id, let carried): carry(id, carried)
        case .entries(let id, let entries):
            if let place = prefixList(id: id) { prefixLists[place].entries = entries }
        case .openInterfaces: (interfaceCoverage, unlistedVpcs) = (.none, nil)
        case .aclUse, .tableUse, .openACLUse, .openTableUse: takeUse(fact)
        case .attached, .detached, .openGateway, .openSubnets: takeGateway(fact)
        }
    }

    private func place<Thing>(_ id: String, in list: KeyPath<Topology, [Thing]>, _ own: KeyPath<Thing, TextID>) -> Int? {
        texts.named(id).flatMap { id in topology[keyPath: list].firstIndex { $0[keyPath: own] == id } }
    }

    private mutating func name(_ rule: EditedRule, _ id: String) {
        guard let group = group(id: rule.group) else { return }
        let text = texts.intern(id)
        for place in self[group].rules(rule.identity.direction)
        where rules[place].id.isNone && identity(of: rules[place]) == rule.identity {
            rules[place].id = text
        }
    }

    private mutating func openRoute(_ id: String, _ destination: EditedRoute.Destination) {
        guard let place = place(id, in: \.routeTables, \.id) else { return }
        let known: Route.Destination =
            switch destination {
            case .network(let network): .network(network)
            case .prefixList(let id): .prefixList(texts.intern(id))
            }
        topology.routeTables[place].routes.removeAll { !$0.origin.isPropagated && $0.destination == known }
        topology.routeTables[place].routes.append(Route(known, RouteTarget(.unknown), origin: .createRoute))
    }

    /// What an interface carries is replaced; of groups that are not told it carries an unknown number.
    private mutating func carry(_ id: String, _ carried: [String]?) {
        guard let text = texts.named(id), interfaces.contains(where: { $0.id == text }) else { return }
        var builder = InventoryBuilder(self)
        let own: [GroupIndex] =
            if let carried {
                carried.map { builder.group(id: builder.intern($0)) }
            } else {
                [builder.unknownGroup("what \(id) carried then")]
            }
        self = builder.inventory
        for place in interfaces.indices where interfaces[place].id == text { interfaces[place].groups = own }
    }

    // MARK: What subnets use

    private mutating func takeUse(_ fact: PastFact) {
        switch fact {
        case .aclUse(let subnet, let acl):
            let subnet = texts.intern(subnet)
            guard let place = place(acl, in: \.networkACLs, \.id) else { return }
            for other in topology.networkACLs.indices { topology.networkACLs[other].subnets.removeAll { $0 == subnet } }
            topology.networkACLs[place].subnets.append(subnet)
        case .tableUse(let subnet, let table):
            let subnet = texts.intern(subnet)
            let place = table.flatMap { self.place($0, in: \.routeTables, \.id) }
            if table != nil, place == nil { return }
            for other in topology.routeTables.indices { topology.routeTables[other].subnets.removeAll { $0 == subnet } }
            if let place { topology.routeTables[place].subnets.append(subnet) }
        case .openACLUse(let acl):
            guard let place = place(acl, in: \.networkACLs, \.id) else { return }
            topology.networkACLs[place].subnets = []
            topology.networkACLs[place].associationKnowledge = .partial(.element)
        case .openTableUse(let table):
            guard let place = place(table, in: \.routeTables, \.id) else { return }
            topology.routeTables[place].subnets = []
            topology.routeTables[place].associationKnowledge = .partial(.element)
        case .ruleID, .openRules, .openEntry, .openEntries, .openRoute, .openRoutes, .carried, .entries, .openInterfaces,
            .attached,
            .detached, .openGateway, .openSubnets:
            break
        }
    }
}
