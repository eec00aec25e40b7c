import CoreModel

/// Gateways to the internet, NAT gateways, and interfaces with what is told of them.
extension SketchReader {
    /// False where a line says something else.
    mutating func gateway(_ words: [String]) throws -> Bool {
        switch words[0] {
        case "igw", "eigw", "vgw":
            let kinds: [String: Gateway.Kind] = ["igw": .internet, "eigw": .egressOnly, "vgw": .virtualPrivate]
            var gateway = Gateway(kinds[words[0]] ?? .internet, id: builder.intern(words[1]))
            let state = builder.state(words[0] == "igw" ? "available" : "attached")
            gateway.attachments = words.count > 2 ? [GatewayAttachment(vpc: builder.intern(words[2]), state: state)] : []
            builder.add(gateway)
        case "nat":
            var gateway = NatGateway(id: builder.intern(words[1]))
            gateway.subnet = builder.intern(words[2])
            gateway.vpc = builder.intern(vpcOfSubnet[words[2]] ?? "")
            gateway.isPrivate = words.count < 5
            add(gateway, try natAddress(words.dropFirst(3)))
        case "regional":
            var gateway = NatGateway(id: builder.intern(words[1]))
            gateway.vpc = builder.intern(words[2])
            gateway.isRegional = true
            gateway.routeTable = builder.intern(words[3])
            gateway.isPrivate = false
            gateway.provisionsZones = true
            add(gateway, try natAddress(words.dropFirst(4)))
        case "address":
            guard let place = natGateways.firstIndex(where: { builder.text($0.id) == words[1] }) else { return false }
            natGateways[place].addresses.append(try natAddress(words.dropFirst(2)))
        case "state":
            guard let place = natGateways.firstIndex(where: { builder.text($0.id) == words[1] }) else { return false }
            natGateways[place].state = state(words[2])
        case "elastic":
            var address = PublicAddress(try IPAddress(parsing: words[1]))
            address.allocation = builder.intern(words[2])
            builder.add(address)
        default: return false
        }
        return true
    }

    private mutating func add(_ gateway: NatGateway, _ address: NatAddress) {
        var gateway = gateway
        gateway.state = builder.state("available")
        gateway.addresses = [address]
        natGateways.append(gateway)
    }

    /// A private address and the public one that may follow it.
    private func natAddress(_ words: ArraySlice<String>) throws -> NatAddress {
        let told = try words.map { try IPAddress(parsing: $0) }
        var address = NatAddress()
        address.privateAddress = told.first
        address.publicAddress = told.count > 1 ? told[1] : nil
        return address
    }

    /// False where a line says something else, or is of an interface that no line has.
    mutating func interface(_ words: [String]) throws -> Bool {
        if words[0] == "eni" {
            interfaces.append(try newInterface(words))
            return true
        }
        guard ["groups", "prefix", "check", "type", "instance"].contains(words[0]),
            let place = interfaces.firstIndex(where: { builder.text($0.id) == words[1] })
        else { return false }
        switch words[0] {
        case "groups": interfaces[place].groups = words.dropFirst(2).map { builder.group(id: builder.intern($0)) }
        case "prefix": interfaces[place].delegatedPrefixes.append(try IPNetwork(parsing: words[2]))
        case "check": interfaces[place].checksSourceDestination = words[2] == "on"
        case "type": interfaces[place].type = builder.intern(words[2])
        default:
            var instance = Instance(id: builder.intern("i-" + words[words.count > 3 ? 3 : 1]))
            instance.platform = words[2] == "windows" ? .windows : .linux
            interfaces[place].instance = instance.id
            builder.add(instance)
        }
        return true
    }

    private mutating func newInterface(_ words: [String]) throws -> NetworkInterface {
        var interface = NetworkInterface(id: builder.intern(words[1]))
        if !words[2].hasPrefix("-") { interface.subnet = builder.intern(words[2]) }
        let vpc = words[2].hasPrefix("-") ? String(words[2].dropFirst()) : vpcOfSubnet[words[2]]
        interface.vpc = builder.intern(vpc ?? "")
        interface.addressesAreKnown = !words.contains("?")
        interface.publicAddressesAreKnown = true
        interface.groups = [builder.group(id: builder.intern("open"))]
        for word in words.dropFirst(3) where word != "?" {
            let address = try IPAddress(parsing: word)
            let isPublic = address.version == .v4 && SpecialAddresses.publicAddresses(.v4).contains(address.bits)
            if isPublic, let own = interface.privateAddresses(.v4).last {
                interface.publicAddresses.append(address)
                interface.publicAssociations.append(PublicAssociation(own, address))
            } else {
                interface.privateAddresses.append(address)
            }
        }
        return interface
    }
}
