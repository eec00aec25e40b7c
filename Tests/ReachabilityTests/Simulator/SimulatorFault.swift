/// Mistakes that an engine for network ways can make: the simulator makes one on demand, and has to be found out.
enum SimulatorFault: String, CaseIterable {
    // The answer
    case replyIgnored, replyToServerPort, clientsAreAlike, holeIsNothing, echoAnswersWithItself, asymmetricReplyPasses
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
}
