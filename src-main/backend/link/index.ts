export { PeopleLinker } from './link-people.ts';
