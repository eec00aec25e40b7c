import CoreModel
import Documentation
import Reachability

/// Drills: `off nat-0`, and what can be gone.
extension TrialLineReader {
    /// Kinds of which nothing can be gone by itself, with what of them can be changed.
    private static let kept: [FoundComponent.Kind: TrialFault.Parts] = [
        .networkACL: .entries, .transitGatewayTable: .routes, .customerGateway: .none, .directConnectGateway: .none,
        .firewall: .none, .targetGroup: .none,
    ]

    /// What a drill takes away.
    enum DrillTarget: Hashable {
        case end(Endpoint)
        case thing(TrialThings.Thing)
    }

    func drill(_ tokens: [TrialToken]) throws(TrialFault) -> TrialLine {
        let text = TrialToken.name(tokens)
        if text.isEmpty { throw .lacks(.thing, "") }
        switch try drillTarget(text) {
        case .end(let end): return try drill(end, text)
        case .thing(let thing): return try drill(thing)
        }
    }

    /// What is called so and can be gone.
    func drillTarget(_ text: String) throws(TrialFault) -> DrillTarget {
        let components = FoundComponent.all(in: inventory)
        let all = components.map { TrialThings.Thing(id: inventory[$0.id], name: inventory[$0.name], kind: .component($0.kind)) }
        let things = things.zones + things.subnets + all
        let called = TrialThings.called(text, among: things)
        var resolver = analyzer.resolver
        resolver.suggests = false
        let end = Result { [resolver] () throws(QuestionError) in try resolver.resolve(text) }
        let known = try? end.get()
        // What is called so as a whole comes first; a group and a gateway of one name are asked back.
        let isWhole = known.map { isCalled($0, text) } ?? false
        if called.count + (isWhole ? 1 : 0) > 1 {
            let own = known.flatMap { inventory.id(of: $0) }.map { ["\(text) (\($0))"] } ?? []
            throw .severalThings(text, candidates: called.map(\.label) + (isWhole ? own : []))
        }
        if called.isEmpty, let known, let holders = holders(of: known.kind) {
            return .end(Endpoint(.interfaces(holders), asked: text))
        }
        if called.isEmpty, isWhole || known?.kind.group != nil || known?.kind.interfaces != nil, let known { return .end(known) }
        if called.isEmpty, case .failure(let error) = end, case .ambiguousEnd = error { throw .asking(error) }
        return .thing(try self.things.one(text, .thing, among: called.isEmpty ? things : called))
    }

    private func isCalled(_ end: Endpoint, _ text: String) -> Bool {
        if inventory.id(of: end) == text { return true }
        guard end.kind.group != nil || end.kind.interfaces != nil else { return false }
        return [analyzer.names.name(of: end), end.kind.group.map { inventory[inventory[$0].name] } ?? ""]
            .contains { $0.lowercased() == text.lowercased() }
    }

    private func drill(_ end: Endpoint, _ text: String) throws(TrialFault) -> TrialLine {
        switch end.kind {
        case .group(let group):
            return TrialLine(
                text: "off \(writer.name(group))", edits: inventory.takingAway(group), drill: .group(id(group)))
        case .interfaces(let interfaces):
            for interface in interfaces {
                guard let maker = InterfaceMaker(of: interface, in: inventory) else { continue }
                let own = maker.id.flatMap { id in things.all([maker.kind]).first { $0.id == id } }
                throw .cannotGo(
                    writer.name(interface: interface),
                    .requesterManaged(of: maker.kind.word, called: own.map { writer.name($0) } ?? maker.id))
            }
            let ids = interfaces.map { inventory[inventory[$0].id] }
            let named = (try? analyzer.resolver.resolve(text))?.kind
            let isCalled = named.map { $0 == end.kind || holders(of: $0) == interfaces } ?? false
            let name = isCalled ? writer.plain(text) : ids.joined(separator: " ")
            return TrialLine(text: "off \(name)", edits: ids.map { .network(.off($0)) }, drill: .interfaces(ids))
        case .internet, .network, .prefixList: throw .noThing(.thing, text, close: [])
        }
    }

    private func drill(_ thing: TrialThings.Thing) throws(TrialFault) -> TrialLine {
        let component = FoundComponent.all(in: inventory).first { inventory[$0.id] == thing.id }
        if let component, let parts = Self.kept[component.kind] {
            throw .cannotGo(thing.name.isEmpty ? thing.id : thing.name, .noDrill("a \(thing.word)", parts))
        }
        let table = inventory.topology.routeTables.first { inventory[$0.id] == thing.id }
        if table?.isMain == true { throw .cannotGo(thing.name.isEmpty ? thing.id : thing.name, .mainTable) }
        if let component, let reason = unknown(component.id, component.kind) {
            throw .cannotGo(thing.name.isEmpty ? thing.id : thing.name, reason)
        }
        let drill: TrialLine.Drill =
            switch thing.kind {
            case .zone: .zone(thing.id)
            case .subnet: .subnet(thing.id)
            case .vpc, .component, .routeTarget: .component(thing.id)
            }
        return TrialLine(text: "off \(writer.name(thing))", edits: [.network(.off(thing.id))], drill: drill)
    }

    /// Why a thing cannot be gone by itself, or why nothing is known of what goes with it; nil where it can.
    private func unknown(_ id: TextID, _ kind: FoundComponent.Kind) -> TrialFault.Reason? {
        let topology = inventory.topology
        switch kind {
        case .routeTable:
            return topology.natGateways.first { $0.routeTable == id }.map { .tableOfNatGateway(called(inventory[$0.id])) }
        case .endpoint:
            guard let own = topology.endpoints.first(where: { $0.id == id }),
                ![.gateway, .gatewayLoadBalancer].contains(own.kind),
                !topology.routeTables.contains(where: { $0.routes.contains { $0.target.id == id } }),
                inventory.interfaces(of: own).isEmpty
            else { return nil }
            return .unknownInterfaces(of: kind.word)
        case .loadBalancer:
            let own = topology.loadBalancers.filter { $0.id == id }
            return own.allSatisfy { inventory.nodes(of: $0).isEmpty } ? .unknownInterfaces(of: kind.word) : nil
        case .vpn:
            // One that is attached to a transit gateway is an attachment of its own.
            if topology.transitGatewayAttachments.contains(where: { $0.kind == .vpn && $0.resource == id }) { return nil }
            let gateway = topology.vpnConnections.first { $0.id == id }.flatMap {
                $0.gateway.isNone ? nil : inventory[$0.gateway]
            }
            return .unknownVpnRoutes(gateway: gateway.map { called($0) })
        default: return nil
        }
    }
}

extension Inventory {
    /// What is left of a group's doing once it is gone: nobody's rules name it, and it has none.
    ///
    /// It stays on interfaces that carry no other, which would not be filtered at all without any: AWS lets no interface go without one.
    func takingAway(_ group: GroupIndex) -> [Edit] {
        let id = self[self[group].id]
        let own = Direction.allCases.flatMap { rules(of: group, $0) }.map { self[$0] }
        let naming = rules.filter { rule in rule.group != group && reference(of: rule.peer)?.group == group }
        let gone = (own + naming).map { rule in
            Edit.remove(edited(rule, of: self[self[rule.group].id], as: identity(of: rule)))
        }
        let worn = interfaces.filter { $0.groups.contains(group) && $0.groups.count > 1 }
        return gone + worn.map { .detach(group: id, interface: self[$0.id]) }
    }
}
