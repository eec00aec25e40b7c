extension StandIns {
    /// Learns what carries packets, after everything else.
    mutating func learn(_ topology: Topology, of inventory: Inventory) {
        func text(_ id: TextID) -> String { inventory[id] }
        for table in topology.routeTables {
            for id in [table.id, table.vpc] + table.subnets + table.gateways + table.propagatingGateways {
                learn(text(id), .network)
            }
            learn(text(table.name), .network)
            learnOwner(text(table.owner))
            for route in table.routes {
                learn(text(route.target.id), .network)
                learn(text(route.firewall), .network)
                switch route.destination {
                case .network: break
                case .prefixList(let id): learn(text(id), .network)
                case .unknown(let name): learn(text(name), .unknown)
                }
            }
            learn(table.routeKnowledge, of: inventory)
            learn(table.associationKnowledge, of: inventory)
        }
        for acl in topology.networkACLs {
            for id in [acl.id, acl.vpc] + acl.subnets { learn(text(id), .network) }
            learn(text(acl.name), .network)
            learnOwner(text(acl.owner))
            for knowledge in acl.entryKnowledge + [acl.associationKnowledge] { learn(knowledge, of: inventory) }
        }
        for gateway in topology.gateways {
            for id in [gateway.id] + (gateway.attachments ?? []).map(\.vpc) { learn(text(id), .network) }
            learn(text(gateway.name), .network)
            learnOwner(text(gateway.owner))
            for attachment in gateway.attachments ?? [] { learn(attachment.state, of: inventory) }
        }
        for gateway in topology.natGateways {
            for state in [gateway.state] + gateway.addresses.map(\.state) { learn(state, of: inventory) }
            let ids = [gateway.id, gateway.vpc, gateway.subnet, gateway.routeTable] + gateway.addresses.map(\.interface)
            for id in ids { learn(text(id), .network) }
            learn(text(gateway.name), .network)
        }
        learnJoining(topology, of: inventory)
        for address in topology.publicAddresses {
            for id in [address.allocation, address.interface] { learn(text(id), .network) }
        }
        for block in topology.accessBlocks { learnOwner(text(block.scope.account)) }
        for exclusion in topology.accessExclusions {
            for id in [exclusion.id, exclusion.resource] { learn(text(id), .network) }
        }
        for listing in topology.listings {
            learnOwner(text(listing.scope.account))
            for vpc in listing.vpcs { learn(text(vpc), .network) }
        }
    }

    /// AWS's words for a state are everybody's; what a template leaves open is called by a name of its own.
    mutating func learn(_ state: ResourceState, of inventory: Inventory) {
        if state.works == nil { learn(inventory[state.text], .unknown) }
    }

    mutating func learn(_ knowledge: ListKnowledge, of inventory: Inventory) {
        if case .partial(.unsettled(let name)) = knowledge { learn(inventory[name], .unknown) }
    }
}

extension TextReplacement {
    /// Replaces ids, names and addresses of what carries packets; numbers, ports, protocols, states and zones stay.
    mutating func replace(_ topology: inout Topology) {
        topology.notices = []
        for place in topology.routeTables.indices { replace(&topology.routeTables[place]) }
        for place in topology.networkACLs.indices { replace(&topology.networkACLs[place]) }
        for place in topology.gateways.indices {
            var gateway = topology.gateways[place]
            gateway.id = self[gateway.id]
            gateway.name = self[gateway.name]
            gateway.owner = self[gateway.owner]
            var attachments = gateway.attachments ?? []
            for number in attachments.indices {
                attachments[number].vpc = self[attachments[number].vpc]
                replace(&attachments[number].state)
            }
            if gateway.attachments != nil { gateway.attachments = attachments }
            topology.gateways[place] = gateway
        }
        for place in topology.natGateways.indices { replace(&topology.natGateways[place]) }
        replaceJoining(&topology)
        for place in topology.publicAddresses.indices {
            var address = topology.publicAddresses[place]
            address.address = standIns.address(address.address)
            address.privateAddress = address.privateAddress.map(standIns.address)
            address.allocation = self[address.allocation]
            address.interface = self[address.interface]
            topology.publicAddresses[place] = address
        }
        for place in topology.accessBlocks.indices { replace(&topology.accessBlocks[place].scope) }
        for place in topology.accessExclusions.indices {
            topology.accessExclusions[place].id = self[topology.accessExclusions[place].id]
            topology.accessExclusions[place].resource = self[topology.accessExclusions[place].resource]
        }
        for place in topology.listings.indices {
            replace(&topology.listings[place].scope)
            var vpcs: Set<TextID> = []
            for vpc in topology.listings[place].vpcs { vpcs.insert(self[vpc]) }
            topology.listings[place].vpcs = vpcs
            topology.listings[place].folder = ""
        }
    }

    private mutating func replace(_ scope: inout Scope) {
        scope.account = self[scope.account]
        scope.region = kept(scope.region)
    }

    mutating func replaced(_ ids: [TextID]) -> [TextID] {
        var result: [TextID] = []
        for id in ids { result.append(self[id]) }
        return result
    }

    mutating func replace(_ knowledge: inout ListKnowledge) {
        if case .partial(.unsettled(let name)) = knowledge { knowledge = .partial(.unsettled(self[name])) }
    }

    private mutating func replace(_ table: inout RouteTable) {
        table.id = self[table.id]
        table.name = self[table.name]
        table.vpc = self[table.vpc]
        table.owner = self[table.owner]
        table.subnets = replaced(table.subnets)
        table.gateways = replaced(table.gateways)
        table.propagatingGateways = replaced(table.propagatingGateways)
        replace(&table.routeKnowledge)
        replace(&table.associationKnowledge)
        for place in table.routes.indices {
            let route = table.routes[place]
            switch route.destination {
            case .network(let block): table.routes[place].destination = .network(network(block))
            case .prefixList(let id): table.routes[place].destination = .prefixList(listName(id))
            case .unknown(let name): table.routes[place].destination = .unknown(self[name])
            }
            table.routes[place].target.id = self[route.target.id]
            table.routes[place].firewall = self[route.firewall]
        }
    }

    mutating func replace(_ state: inout ResourceState) {
        state.text = state.works == nil ? self[state.text] : kept(state.text)
    }

    private mutating func replace(_ acl: inout NetworkACL) {
        acl.id = self[acl.id]
        acl.name = self[acl.name]
        acl.vpc = self[acl.vpc]
        acl.owner = self[acl.owner]
        acl.subnets = replaced(acl.subnets)
        for place in acl.entryKnowledge.indices { replace(&acl.entryKnowledge[place]) }
        replace(&acl.associationKnowledge)
        for place in acl.entries.indices {
            if let block = acl.entries[place].network { acl.entries[place].network = network(block) }
        }
    }

    private mutating func replace(_ gateway: inout NatGateway) {
        gateway.id = self[gateway.id]
        gateway.name = self[gateway.name]
        gateway.vpc = self[gateway.vpc]
        gateway.subnet = self[gateway.subnet]
        gateway.routeTable = self[gateway.routeTable]
        replace(&gateway.state)
        for place in gateway.addresses.indices {
            var address = gateway.addresses[place]
            address.privateAddress = address.privateAddress.map(standIns.address)
            address.publicAddress = address.publicAddress.map(standIns.address)
            address.interface = self[address.interface]
            address.zone = kept(address.zone)
            replace(&address.state)
            gateway.addresses[place] = address
        }
    }
}
