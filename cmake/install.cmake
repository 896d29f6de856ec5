# SPDX-License-Identifier: Apache-2.0
include(GNUInstallDirs)
install(TARGETS comity comity-verify RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(DIRECTORY ${CMAKE_SOURCE_DIR}/web/dist/ DESTINATION ${CMAKE_INSTALL_DATADIR}/comity/web OPTIONAL)
install(DIRECTORY ${CMAKE_SOURCE_DIR}/examples/ DESTINATION ${CMAKE_INSTALL_DATADIR}/comity/examples)
install(FILES ${CMAKE_SOURCE_DIR}/LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})
if(TARGET comity_mpi)
  install(TARGETS comity_mpi LIBRARY DESTINATION lib/comity)  # beside bin/, where comity looks for it
endif()
