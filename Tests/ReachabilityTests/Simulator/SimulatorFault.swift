/// Mistakes that an engine for network ways can make: the simulator makes one on demand, and has to be found out.
enum SimulatorFault: String, CaseIterable {
    // The answer
    case replyIgnored, replyToServerPort, clientsAreAlike, clientPortIgnored, holeIsNothing, echoAnswersWithItself,
        asymmetricReplyPasses
    // Network ACLs
    case entriesInFileOrder, denyWins, lastEntryAllows, aclInsideSubnet, portsOfEveryProtocol, ipv4EntriesCoverIPv6
    case icmpTypesIgnored, directionIgnored, missingACLAllows
    // Route tables
    case firstRouteWins, blackholeFallsThrough, propagatedBeatsLocal, propagatedBeatsWritten, listBeatsWritten
    case listLengthIgnored, unknownListBlocks, unsettledRouteIsThere, missingTableIsNoRoute, mainTableIgnored
    case partIsComplete, edgeTableIsSubnets, edgeTableIgnored
    // NAT gateways
    case natReplyFromNat, natSubnetIgnored, natWithoutState, natInOwnSubnetPasses, privateNatReachesInternet
    case natCarriesEverything, oneNatAddressCounts, natLetsConnectionsIn
    // Groups
    case groupsBehindNat, groupsOfTheInternet, unlistedHostIsPlain
    // Gateways
    case publicAddressOfInterface, detachedGatewayCarries, privateAddressesPassGateway, firewallIgnored
    case ingressBlockLetsOut, anyExclusionHelps
    // Appliances, and nobody
    case sourceDestinationCheckIgnored, applianceIsTransparent, everyAddressIsSomebody
    // Peerings
    case peeringIsTransitive, peeringNeedsNoRouteBack, pendingPeeringCarries, natTakesPeering, returnToSenderNeedsRoute
    // Transit gateways
    case zonesIgnored, farZoneIsAsked, associationIsPropagation, transitACLIgnored, transitACLWithinSubnet, transitPeeringLearns
    case propagatedBeatsStaticInTransit, transitBlackholeFallsThrough, firstTransitRouteWins, oneHopOfEqualCostCounts
    case attachmentTableIgnored, natRefusesTransit, natNeedsNoRouteBack, gatewayCarriesOthers, natShowsElasticAddress
    // Groups that rules name
    case outboundNamesSurviveTransit, namesSurviveRegions, namesIgnoreOptions
    // Edges and endpoints
    case detachedGatewayIsEdge, endpointCarriesEverything, endpointServesPeers, endpointOpensConnections
    // Load balancers: what they listen for
    case listenersIgnored, listenerTransportIgnored, partOfListenersIsAll, untoldListenersAreNone, echoNeedsListener
    case everyBalancerAnswersEcho
    // ... which targets they send to
    case rulesIgnored, ownAnswerIsNothing, untoldTargetsAreNone, partOfTargetsIsAll, everybodyCrossesZones, nobodyCrossesZones
    case targetGroupZonesIgnored, zoneWithoutNodeIsServed, targetPortIsGroups, targetPortIsListeners, targetsReachThemselves
    // ... whom these see
    case instancesSeeNode, addressesSeeClient, datagramsNeedAttribute, preservationAttributeIgnored, familiesKeepClient
    case everyBalancerShowsClient, aclSeesNode, groupsSeeNode, balancerGroupsLost, clientGroupsSurvive
    // ... and what stands between
    case balancerEgressIgnored, nodeACLIgnored, classicSkipsOwnACL, everybodyJudgesOwnSubnet, targetAnswerIgnored
    case targetTableIgnored, targetTableAskedForClient, nodesAreLinux, clientBehindIsWide

    /// The networks that it shows in: those of one VPC, those of several, where something leads out of one by other gateways than the
    /// internet's, and those with a load balancer.
    var kind: SimulatorTests.Kind {
        place >= Self.listenersIgnored.place ? .balanced : place >= Self.peeringIsTransitive.place ? .joined : .oneVpc
    }

    private var place: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
